/** A part of a message, for a person. */
export type TracedPart =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; imageId: string | null; label: string }
  /** What a tool was asked, or answered. */
  | { kind: 'data'; title: string; value: unknown };

export interface TracedMessage {
  role: 'user' | 'assistant' | 'tool';
  parts: TracedPart[];
}

export interface TracedRequest {
  system: string[];
  messages: TracedMessage[];
  tools: string[];
  settings: Record<string, unknown>;
}

type Fields = Record<string, unknown>;

/** What a stored request says; whatever it does not know is left to the stored form. */
export function readRequest(request: Fields): TracedRequest {
  return {
    system: listOf(request.system).filter((each) => typeof each === 'string'),
    messages: fieldsOf(request.messages).map(readMessage),
    tools: fieldsOf(request.tools).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
    settings: isFields(request.settings) ? request.settings : {},
  };
}

function readMessage(message: Fields): TracedMessage {
  const { role, content, text, toolCalls, results } = message;
  const known = role === 'assistant' || role === 'tool' ? role : 'user';
  return {
    role: known,
    parts: [
      ...(typeof content === 'string' ? [content] : []).map(textPart),
      ...(typeof text === 'string' && text !== '' ? [text] : []).map(textPart),
      ...fieldsOf(content).map(readPart),
      ...fieldsOf(toolCalls).map(({ name, arguments: input }) => ({
        kind: 'data' as const,
        title: String(name),
        value: { [String(name)]: input },
      })),
      ...fieldsOf(results).map(({ name, output }) => ({
        kind: 'data' as const,
        title: String(name),
        value: { [String(name)]: parsed(output) },
      })),
    ],
  };
}

function readPart(part: Fields): TracedPart {
  const { type, text, picture } = part;
  if (type === 'text' && typeof text === 'string') return textPart(text);
  if (!isFields(picture)) return { kind: 'data', title: String(type), value: part };
  const { id, label } = picture;
  return { kind: 'picture', imageId: typeof id === 'string' ? id : null, label: String(label ?? '') };
}

const textPart = (text: string): TracedPart => ({ kind: 'text', text });

/** Tools answer in JSON: it is read better unfolded. */
function parsed(output: unknown): unknown {
  if (typeof output !== 'string') return output;
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (value: unknown): Fields[] => listOf(value).filter(isFields);

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a chat ought to be, in a few maps: the model that the property of branches is held against. */
export interface ModelMessage {
  id: string;
  role: 'user' | 'assistant';
  parent: string | null;
}

export interface ModelRun {
  id: string;
  question: string;
  /** Positions that its reader was told, in order; none when it was begun at once. */
  positions: number[];
}

export function createChatModel() {
  /** In the order in which they were written. */
  const messages: ModelMessage[] = [];
  const open: ModelRun[] = [];
  const ended: ModelRun[] = [];
  /** Of a message or run: when it came. */
  const times = new Map<string, number>();
  let active: string | null = null;

  const find = (id: string | null) => messages.find((message) => message.id === id);
  const childrenOf = (id: string) => messages.filter(({ parent }) => parent === id);
  const tick = (id: string) => times.set(id, times.size);

  function add(message: ModelMessage): void {
    messages.push(message);
    tick(message.id);
  }

  function enqueue(question: string, runId: string): void {
    open.push({ id: runId, question, positions: open.length === 0 ? [] : [open.length] });
    tick(runId);
    active = question;
  }

  function pathOf(id: string | null): string[] {
    const message = find(id);
    return message === undefined ? [] : [...pathOf(message.parent), message.id];
  }

  /** Where a branch may end, with when it was written to last. */
  function endsBelow(id: string): { id: string; at: number }[] {
    const children = childrenOf(id);
    const run = open.find(({ question }) => question === id);
    const below = children.flatMap((child) => endsBelow(child.id));
    const isEnd = run === undefined ? children.length === 0 : !children.some(({ role }) => role === 'user');
    return isEnd ? [...below, { id, at: times.get(run?.id ?? id) ?? 0 }] : below;
  }

  return {
    messages,
    open,
    ended,
    get active() {
      return active;
    },
    find,
    path: () => pathOf(active),
    above: (question: string) => pathOf(find(question)?.parent ?? null),
    variants: ({ parent, role }: ModelMessage) =>
      messages.filter((other) => other.parent === parent && other.role === role).map(({ id }) => id),
    isBeingAnswered: (question: string) => open.some((run) => run.question === question),

    ask(id: string, parent: string | null, runId: string): void {
      add({ id, role: 'user', parent });
      enqueue(id, runId);
    },
    regenerate: enqueue,
    select(id: string): void {
      active = endsBelow(id).toSorted((a, b) => b.at - a.at)[0]?.id ?? active;
    },
    end(runId: string, answerId: string): void {
      const at = open.findIndex(({ id }) => id === runId);
      const [run] = open.splice(at, 1);
      if (run === undefined) return;
      ended.push(run);
      for (const [position, behind] of open.entries()) if (position >= at) behind.positions.push(position);
      for (const child of childrenOf(run.question)) if (child.role === 'user') child.parent = answerId;
      add({ id: answerId, role: 'assistant', parent: run.question });
      if (active === run.question) active = answerId;
    },
  };
}

export type ChatModel = ReturnType<typeof createChatModel>;

import { z } from 'zod';
import { Problem } from './common.ts';
import { isMutating, type RouteContract } from './define-route.ts';

type Json = Record<string, unknown>;

export interface OpenApiOptions {
  version: string;
  routes: readonly RouteContract[];
}

/** Prints the contract as an OpenAPI 3.1 document; keys are in a stable order, so that its diff is readable. */
export function buildOpenApi({ version, routes }: OpenApiOptions): Json {
  const schemas = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: describeOperation(route, schemas),
    };
  }
  const sorted = [...schemas.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    openapi: '3.1.0',
    info: {
      title: 'AIZoomDoc',
      version,
      description:
        'Ошибки — application/problem+json (RFC 9457). Изменяющие запросы принимают Idempotency-Key. ' +
        'Списки — массивы; следующая страница в заголовке Link. Префикс /api/v1 равнозначен /api.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(sorted),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

/** A signed address needs no token, a token needs no signature. */
const security: Record<RouteContract['access'], Json[]> = {
  public: [],
  user: [{ bearer: [] }],
  admin: [{ bearer: [] }],
  signed: [{ bearer: [] }, {}],
};

function describeOperation(route: RouteContract, schemas: Map<string, Json>): Json {
  const parameters = [
    ...describeParameters(route.params, 'path', schemas),
    ...describeParameters(route.query, 'query', schemas),
    ...headerParameters(route),
  ];
  const requestBody = describeRequestBody(route, schemas);
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.access === 'admin' && { description: 'Только для администраторов.' }),
    security: security[route.access],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody !== null && { requestBody }),
    responses: describeResponses(route, schemas),
  };
}

function describeParameters(schema: z.ZodType, place: 'path' | 'query', schemas: Map<string, Json>): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const json = toJson(schema, 'input', schemas);
  const required = new Set((json.required as string[] | undefined) ?? []);
  return Object.entries((json.properties ?? {}) as Record<string, Json>).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

function headerParameters(route: RouteContract): Json[] {
  if (route.success.kind === 'events') {
    return [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } }];
  }
  if (isMutating(route) && route.tag !== 'auth') {
    const schema = { type: 'string', minLength: 1, maxLength: 200 };
    return [{ name: 'Idempotency-Key', in: 'header', required: false, schema }];
  }
  return [];
}

function describeRequestBody(route: RouteContract, schemas: Map<string, Json>): Json | null {
  if (route.multipart) {
    const file = { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } };
    const form = route.form instanceof z.ZodUndefined ? {} : toJson(route.form, 'input', schemas).properties;
    const schema = { type: 'object', properties: { file, ...(form as Json) }, required: ['file'] };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (route.body instanceof z.ZodUndefined) return null;
  const schema = toJson(route.body, 'input', schemas);
  return { required: !route.body.safeParse(undefined).success, content: { 'application/json': { schema } } };
}

const mediaTypes = {
  json: 'application/json',
  list: 'application/json',
  events: 'text/event-stream',
  bytes: 'application/octet-stream',
  text: 'text/plain',
} as const;

function describeResponses(route: RouteContract, schemas: Map<string, Json>): Json {
  const { success } = route;
  const item =
    success.body instanceof z.ZodUndefined ? { type: 'string' } : toJson(success.body, 'output', schemas);
  const schema = success.kind === 'list' ? { type: 'array', items: item } : item;
  const answer = {
    description: success.description,
    ...(success.kind === 'list' && {
      headers: { Link: { description: 'rel="next": следующая страница', schema: { type: 'string' } } },
    }),
    ...(success.kind === 'redirect'
      ? { headers: { Location: { description: 'Адрес', schema: { type: 'string' } } } }
      : { content: { [mediaTypes[success.kind]]: { schema } } }),
  };
  const statuses = [success.status, ...route.alsoStatuses].map((status) => [String(status), answer]);
  const ended = success.kind === 'events' ? { 204: { description: 'Всё уже получено' } } : {};
  return { ...Object.fromEntries(statuses), ...ended, default: describeProblem(route, schemas) };
}

function describeProblem(route: RouteContract, schemas: Map<string, Json>): Json {
  const schema = toJson(Problem, 'output', schemas);
  const codes = route.errors.length === 0 ? '' : ` Коды: ${route.errors.join(', ')}.`;
  return { description: `Ошибка.${codes}`, content: { 'application/problem+json': { schema } } };
}

/** JSON Schema of one zod schema; named parts go to `schemas` and are referred to. */
function toJson(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, Json>): Json {
  // Wrapped, so that a named schema at the top also becomes a reference.
  const { $defs, items } = z.toJSONSchema(z.array(schema), {
    io,
    unrepresentable: 'any',
  }) as { $defs?: Record<string, Json>; items: Json };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    schemas.set(name, withLocalReferences(definition));
  }
  return withLocalReferences(items);
}

function withLocalReferences(definition: Json): Json {
  const text = JSON.stringify(definition, (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  );
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

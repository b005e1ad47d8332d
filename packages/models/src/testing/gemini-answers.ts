import type { JsonAnswer } from './vendor-server.ts';

export function invalidArgument(message: string): JsonAnswer {
  return errorAnswer(400, 'INVALID_ARGUMENT', message);
}

/** A script that threw: the test's own mistake, shown as Google shows its own. */
export function internalError(message: string): JsonAnswer {
  return errorAnswer(500, 'INTERNAL', message);
}

export const BAD_KEY = errorAnswer(
  400,
  'INVALID_ARGUMENT',
  'API key not valid. Please pass a valid API key.',
  [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    {
      '@type': 'type.googleapis.com/google.rpc.LocalizedMessage',
      locale: 'en-US',
      message: 'API key not valid. Please pass a valid API key.',
    },
  ],
);

export const NO_KEY = errorAnswer(
  403,
  'PERMISSION_DENIED',
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
);

export const NOT_FOUND = errorAnswer(404, 'NOT_FOUND', 'Requested entity was not found.');

export const OVERLOADED = errorAnswer(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');

export function tooMany(quotaId: string, retryAfterMs: number, hint: 'body' | 'header' = 'body'): JsonAnswer {
  const seconds = `${retryAfterMs / 1000}s`;
  const quota = {
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [
      {
        quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
        quotaId,
        quotaDimensions: { location: 'global', model: 'gemini' },
        quotaValue: '10',
      },
    ],
  };
  const help = {
    '@type': 'type.googleapis.com/google.rpc.Help',
    links: [
      {
        description: 'Learn more about Gemini API quotas',
        url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
      },
    ],
  };
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: seconds };
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  if (hint === 'header') {
    const answer = errorAnswer(429, 'RESOURCE_EXHAUSTED', message, [quota, help]);
    return { ...answer, headers: { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } };
  }
  return errorAnswer(429, 'RESOURCE_EXHAUSTED', `${message}\nPlease retry in ${seconds}.`, [
    quota,
    help,
    retry,
  ]);
}

export function errorAnswer(code: number, status: string, message: string, details?: object[]): JsonAnswer {
  return {
    status: code,
    body: JSON.stringify({ error: { code, message, status, ...(details && { details }) } }),
  };
}

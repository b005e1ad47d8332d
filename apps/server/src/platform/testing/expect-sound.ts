import { expect } from 'vitest';
import type { Answer } from './test-person.ts';

/** Whatever was asked: not the server's fault, and said in the form that clients know. */
export function expectSound({ status, body, headers, text }: Answer): void {
  expect(status, text).toBeLessThan(500);
  if (status < 400) return;
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, code: expect.any(String), type: expect.stringContaining(body.code) });
  expect(body.error).toBe(body.code);
  expect(body.message).toMatch(/[а-яё]{2}/i);
  expect(body.request_id).toBe(headers['x-request-id']);
  if (body.code === 'validation_failed') expect(body.details.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|select .* from|relation "/i);
}

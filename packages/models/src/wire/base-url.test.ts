import { describe, expect, it } from 'vitest';
import { createGeminiProvider } from '../gemini/gemini-provider.ts';
import { ModelConfigError } from '../provider.ts';
import { providerBaseUrl } from './base-url.ts';

describe('the address of a provider', () => {
  it.each([
    ['https://example.com', 'https://example.com/v1beta'],
    ['https://example.com/gemini/', 'https://example.com/gemini'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/v1beta'],
    ['http://localhost:4000/v1beta', 'http://localhost:4000/v1beta'],
    ['http://[::1]:4000/', 'http://[::1]:4000/v1beta'],
  ])('%s is %s', (address, expected) => {
    expect(providerBaseUrl(address, '/v1beta')).toBe(expected);
  });

  it.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'https://user:secret@example.com',
    'нет',
  ])('%s is refused when the provider is built', (baseUrl) => {
    expect(() => createGeminiProvider({ baseUrl })).toThrow(ModelConfigError);
    expect(() => createGeminiProvider({ baseUrl })).not.toThrow(/secret/);
  });
});

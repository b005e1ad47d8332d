import { describe, expect, it } from 'vitest';
import { createCompatibleProvider } from '../compatible/compatible-provider.ts';
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
    expect(providerBaseUrl(address, { defaultPath: '/v1beta' })).toBe(expected);
  });

  it.each([
    ['http://10.0.0.1:8000', true],
    ['http://172.20.1.2', true],
    ['http://192.168.1.5:11434', true],
    ['http://[fd12:3456::1]:8000', true],
    ['http://ollama:11434', true],
    ['http://gpu.lan/v1', true],
    ['http://127.0.0.1', true],
    ['http://vllm_1:8000', true],
    ['http://100.64.0.7:8000', true],
    ['http://[::ffff:10.0.0.1]:8000', true],
    ['http://[2001:db8::1]:8000', false],
    ['http://100.128.0.1', false],
    ['http://172.32.1.2', false],
    ['http://169.254.169.254', false],
    ['http://8.8.8.8', false],
    ['http://10.0.0.1.example.com', false],
    ['http://example.com', false],
  ])('%s may be plain http in a private network: %s', (baseUrl, allowed) => {
    const create = () => createCompatibleProvider({ baseUrl, allowPrivateHttp: true });
    if (allowed) expect(create).not.toThrow();
    else expect(create).toThrow(ModelConfigError);
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

import type { StoredTokens, TokenStore } from '@aizoomdoc/client';
import type { Config, ConfigFile } from './config-file.ts';

/** Tokens of one server in the config file; another server's are never shown to it. */
export function createFileTokenStore(file: ConfigFile, server: string): TokenStore {
  return {
    withLock: file.withLock,
    async read() {
      const { server_url, access_token, refresh_token } = await file.read();
      if (server_url !== server || access_token === undefined) return null;
      return { accessToken: access_token, refreshToken: refresh_token };
    },
    write: (tokens) => file.update((config) => withTokens(config, server, tokens)),
  };
}

function withTokens(config: Config, server: string, tokens: StoredTokens | null): Config {
  const { active_chat_id } = config.server_url === server ? config : {};
  const kept: Config = { server_url: server, ...(active_chat_id !== undefined && { active_chat_id }) };
  if (tokens === null) return config.server_url === server ? kept : config;
  const expires = expiryOf(tokens.accessToken);
  return {
    ...kept,
    access_token: tokens.accessToken,
    ...(expires !== null && { access_token_expires_at: expires }),
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
  };
}

/** The `exp` of a JWT; nothing here relies on it, a person may. */
function expiryOf(accessToken: string): string | null {
  try {
    const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
    const { exp } = JSON.parse(payload) as { exp?: unknown };
    return typeof exp === 'number' ? new Date(exp * 1000).toISOString() : null;
  } catch {
    return null;
  }
}

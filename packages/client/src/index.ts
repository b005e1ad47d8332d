export { ApiError, isApiError } from './api-error.ts';
export type { Answer, CallArguments, CallControls, CallOptions, Page, UploadedFile } from './call-types.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export { isNetworkError, NetworkError, type NetworkFailure } from './network-error.ts';
export type { ResumeOptions } from './resumable-upload.ts';
export type { Tokens } from './session.ts';
export type { StreamOptions } from './stream.ts';
export { createMemoryTokenStore, type StoredTokens, type TokenStore } from './token-store.ts';

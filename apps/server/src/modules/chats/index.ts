export { listAttachments } from './chat-store.ts';
export { type AttachmentSource, type ChatDeps, type Chats, createChats } from './chats.ts';
export { type ChatModule, chatRoutes } from './routes.ts';
export { type RunRow, runEventsChannel, runStopChannel } from './run-store.ts';
export { openRunWriter, type RunWriter, Superseded } from './run-writer.ts';
export { begun, createRuns, type Outcome, type Runs } from './runs.ts';
export { createStreams, type Streams } from './stream.ts';

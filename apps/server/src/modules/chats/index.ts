export {
  type AttachmentDeps,
  type AttachmentSource,
  type Attachments,
  createAttachments,
} from './attachments.ts';
export { createChats } from './chats.ts';
export { createExamined, type Examined } from './examined.ts';
export { createImages, type Images } from './images.ts';
export { imageRoutes } from './images-routes.ts';
export { chatRoutes } from './routes.ts';
export { begun, createRunExecution, type RunExecution } from './run-execution.ts';
export { type RunRow, runEventsChannel, runStartChannel, runStopChannel } from './run-store.ts';
export { openRunWriter, type RunWriter, Superseded } from './run-writer.ts';
export { createRuns } from './runs.ts';
export { createStreams } from './stream.ts';

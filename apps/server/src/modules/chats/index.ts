export {
  type AttachmentDeps,
  type AttachmentSource,
  type Attachments,
  createAttachments,
} from './attachments.ts';
export { createChats } from './chats.ts';
export { createExamined, type Examined } from './examined.ts';
export { createHistory } from './history.ts';
export { createImages, type Images } from './images.ts';
export { imageRoutes } from './images-routes.ts';
export { setRegionImage } from './message-store.ts';
export { createQuestions, type QuestionDeps } from './questions.ts';
export { begun } from './queue-position.ts';
export { chatRoutes } from './routes.ts';
export { createRunArchive, type RunArchive } from './run-archive.ts';
export { createRunExecution, type RunExecution } from './run-execution.ts';
export { createRunQueue } from './run-queue.ts';
export { type RunRow, runEventsChannel, runStartChannel, runStopChannel } from './run-store.ts';
export { openRunWriter, type RunWriter, Superseded } from './run-writer.ts';
export { createRuns } from './runs.ts';
export { createStreams } from './stream.ts';
export { createStreamSetup } from './stream-setup.ts';
export { createTranscripts, type Transcript, type Transcripts } from './transcripts.ts';

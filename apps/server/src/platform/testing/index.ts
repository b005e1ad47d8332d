export { type DrawnPage, drawnPdf } from './drawn-pdf.ts';
export { type PicturedDocument, picturedDocument } from './pictured-document.ts';
export { type Frame, readStream } from './read-stream.ts';
export {
  bodyOf,
  createSamples,
  type PreparedSamples,
  pathOf,
  type Samples,
  sampleBlock,
} from './sample-data.ts';
export { startTestApp, type TestApp } from './test-app.ts';
export { createTestClock } from './test-clock.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { bundle, demoBundle, type TestFile } from './test-files.ts';
export type { Answer, Person } from './test-person.ts';
export { until } from './until.ts';

export { type Frame, openStream, readStream } from './read-stream.ts';
export { bodyOf, createSamples, pathOf, type Samples, sampleBlock } from './sample-data.ts';
export { startTestApp, type TestApp, type TestAppOptions, testAdminToken } from './test-app.ts';
export { createTestClock, type TestClock } from './test-clock.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { bundle, demoBundle, multipart, type TestFile } from './test-files.ts';
export type { Answer, Person } from './test-person.ts';
export { until } from './until.ts';

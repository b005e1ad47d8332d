export { finalOf, named, textOf } from './frames.ts';
export { codes, house } from './house.ts';
export { calls, endlessZoom, inOrder, says, sentText } from './scripts.ts';

export { finalOf, named, textOf } from './frames.ts';
export { openModelApp } from './model-app.ts';
export { calls, endlessZoom, inOrder, says, sentText } from './scripts.ts';
export { smallCodes as codes, smallHouse as house } from './small-house.ts';

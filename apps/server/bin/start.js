// The process of `npm start`: checks what must be there, then becomes the server.
import { setFlagsFromString } from 'node:v8';
import '../../../scripts/preflight.js';
import { buildWeb, webIsCurrent } from '../../../scripts/web-build.js';

if (!webIsCurrent()) {
  console.error('Собираю страницы…');
  if (buildWeb() !== 'built') {
    console.error('Страницы не собраны, работают API и CLI. Чтобы собрать: npm ci && npm run build');
  }
}

// An import makes V8 keep some 70 MB of room for short-lived objects for good; collecting them a little oftener costs a percent or two.
setFlagsFromString('--semi-space-growth-factor=1');

await import('../src/main.ts');

// The process of `npm start`: checks what must be there, then becomes the server.
import '../../../scripts/preflight.js';
import { buildWeb, webIsBuilt } from '../../../scripts/web-build.js';

if (!webIsBuilt()) {
  console.error('Собираю страницы: это нужно один раз…');
  if (buildWeb() !== 'built') {
    console.error('Страницы не собраны, работают API и CLI. Чтобы собрать: npm ci && npm run build');
  }
}

await import('../src/main.ts');

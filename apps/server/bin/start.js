// The process of `npm start`: checks what must be there, then becomes the server.
import '../../../scripts/preflight.js';
import { buildWeb, webIsCurrent } from '../../../scripts/web-build.js';

if (!webIsCurrent()) {
  console.error('Собираю страницы…');
  if (buildWeb() !== 'built') {
    console.error('Страницы не собраны, работают API и CLI. Чтобы собрать: npm ci && npm run build');
  }
}

await import('../src/main.ts');

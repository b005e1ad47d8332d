// After `npm ci` the pages are ready, so that `npm start` starts at once.
import { buildWeb } from './web-build.js';

// An install without development tools is fine; so is one whose pages cannot be built now: `npm start` tries again.
if (buildWeb() === 'failed') {
  console.error('Страницы не собраны; сервер соберёт их при запуске. Подробнее: npm run build');
}

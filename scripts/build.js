import { buildWeb } from './web-build.js';

const outcome = buildWeb();
if (outcome === 'impossible')
  console.error('Собрать страницы нечем: установите зависимости командой «npm ci».');
process.exitCode = outcome === 'built' ? 0 : 1;

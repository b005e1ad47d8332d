// Plain JavaScript: it must load on a Node that cannot run TypeScript, to say so.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;

if (Number.parseInt(process.versions.node, 10) < neededMajor) {
  console.error(`Нужен Node ${neededMajor}, а запущен ${process.versions.node} (${process.execPath}).

Обычно нужный Node ставит сам npm вместе с остальными зависимостями. Что сделать:
  1. Выполните в корне репозитория «npm ci» без --omit=optional и запускайте через npm: «npm start».
  2. Если для вашей системы такого пакета нет (macOS, Alpine), поставьте Node ${neededMajor} или новее с nodejs.org.`);
  process.exit(1);
}

// Ours, not the shared temporary folder: what lies here is run as code.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node-compile', import.meta.url)));

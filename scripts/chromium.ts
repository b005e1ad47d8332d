import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Chromium for tests: the system's, else the one that `@sparticuz/chromium` ships inside its npm package, with its own
 * libraries and fonts, so that it runs on a machine that has neither, for any user and with an empty HOME.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const { env, ...found } = existsSync(SYSTEM_CHROMIUM)
    ? { executablePath: SYSTEM_CHROMIUM, env: process.env }
    : await bundledChromium();
  // Without a locale it cannot read files with Russian names.
  return chromium.launch({
    ...found,
    env: { ...env, LC_ALL: 'C.UTF-8' },
    ...options,
    args: [...flags, ...(options.args ?? [])],
  });
}

async function bundledChromium(): Promise<Required<Pick<LaunchOptions, 'executablePath' | 'env'>>> {
  const folder = await unpack();
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** Unpacks once a user and version, under a name that no half-made folder ever has. */
async function unpack(): Promise<string> {
  const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(tmpdir(), `aizoomdoc-chromium-${version}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(`${folder}-`);
  await inflateInto(staging, join(packageFolder, 'bin'));
  await writeFile(join(staging, 'fonts.conf'), fontsConf(folder));
  try {
    await rename(staging, folder);
  } catch {
    // Another process was first.
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

async function inflateInto(folder: string, archives: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  // The package unpacks into the folder for temporary files, whichever that is.
  process.env.TMPDIR = folder;
  try {
    for (const archive of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await inflate(join(archives, archive));
    }
    await mkdir(join(folder, 'fontconfig'), { recursive: true });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fontconfig</cachedir>
</fontconfig>
`;
}

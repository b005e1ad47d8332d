import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { type FontPolicy, installFonts } from './fonts.ts';
import { PdfError } from './pdf-error.ts';

/** PDFium in this thread. Not to be shared: one call runs at a time, and a `broken` one must be thrown away. */
export interface Pdfium {
  readonly api: WrappedPdfiumModule;
  /** The heap as of now: a view must not be kept over a call, the heap moves when it grows. */
  heap(): Uint8Array;
  /** @throws {PdfError} `out_of_memory` */
  allocate(bytes: number): number;
  free(pointer: number): void;
  /** Runs `use` with a zeroed piece of the heap that is freed after it. */
  withBuffer<T>(bytes: number, use: (pointer: number) => T): T;
  /** `length` 32-bit floats at `pointer`, copied. */
  floats(pointer: number, length: number): Float32Array;
  readonly fontPolicy: FontPolicy;
  /** True after the heap hit its limit inside a call: what PDFium holds is in no known state. */
  isBroken(): boolean;
}

export interface PdfiumOptions {
  /** How far the WASM heap may grow; 1.5 GB unless told. */
  memoryLimitBytes?: number;
  /** The compiled module, where another thread made it. */
  wasm?: WebAssembly.Module;
}

/** What emscripten's module has at run time and the package's types leave out. */
interface EmscriptenModule {
  HEAPU8: Uint8Array;
}

const defaultMemoryLimit = 1536 * 1024 * 1024;

let loaded: Promise<Pdfium> | undefined;

/** PDFium of this thread, started on the first call; the options of that call hold. */
export function loadPdfium(options: PdfiumOptions = {}): Promise<Pdfium> {
  loaded ??= startPdfium(options);
  return loaded;
}

/** Compiled once, it can be sent to any number of threads. */
export async function compilePdfium(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  return WebAssembly.compile(await readFile(path));
}

async function startPdfium({ memoryLimitBytes = defaultMemoryLimit, wasm }: PdfiumOptions): Promise<Pdfium> {
  const compiled = wasm ?? (await compilePdfium());
  const memory = { limit: memoryLimitBytes, refuseQuietly: false, broken: false };
  const overrides = {
    print: () => {},
    printErr: () => {},
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) {
      limitGrowth(imports, memory);
      WebAssembly.instantiate(compiled, imports).then(receive);
      return {};
    },
  };
  const api = await init(overrides as Parameters<typeof init>[0]);
  const emscripten = api.pdfium as unknown as EmscriptenModule;
  const { malloc, free } = api.pdfium.wasmExports;
  const pdfium: Pdfium = {
    api,
    heap: () => emscripten.HEAPU8,
    allocate(bytes) {
      memory.refuseQuietly = true;
      const pointer = malloc(bytes);
      memory.refuseQuietly = false;
      if (pointer === 0) throw new PdfError('out_of_memory');
      return pointer;
    },
    free,
    withBuffer(bytes, use) {
      const pointer = pdfium.allocate(bytes);
      emscripten.HEAPU8.fill(0, pointer, pointer + bytes);
      try {
        return use(pointer);
      } finally {
        free(pointer);
      }
    },
    floats: (pointer, length) =>
      new Float32Array(emscripten.HEAPU8.buffer.slice(pointer, pointer + length * 4)),
    fontPolicy: { isLatinOnly: () => false },
    isBroken: () => memory.broken,
  };
  api.PDFiumExt_Init();
  installFonts(pdfium, pdfium.fontPolicy);
  return pdfium;
}

interface MemoryGuard {
  limit: number;
  /** For our own allocations: they can be told no, while PDFium's end in an abort. */
  refuseQuietly: boolean;
  broken: boolean;
}

/** The heap's limit holds inside any call: growth past it throws through PDFium's frames. */
function limitGrowth(imports: WebAssembly.Imports, memory: MemoryGuard): void {
  const environment = imports.env as Record<string, (requested: number) => unknown>;
  const grow = environment.emscripten_resize_heap;
  environment.emscripten_resize_heap = (requested) => {
    if (requested >>> 0 <= memory.limit) return grow?.(requested);
    if (memory.refuseQuietly) return 0;
    memory.broken = true;
    throw new PdfError('out_of_memory');
  };
}

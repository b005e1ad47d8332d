import type { ExportPicture } from '../export-document.ts';

/** Stands for a picture's bytes until the file is written: they need not be in memory. */
export const placeholderOf = ({ id }: ExportPicture) => Buffer.from(`picture ${id}`);

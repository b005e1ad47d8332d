/** The signature of a picture's address ran out, or the picture is gone: the page's addresses are to be asked for again. */
export class AddressExpired extends Error {}

/**
 * Description of a page's picture for OpenSeadragon. Addresses are counted from where the page itself was loaded, whatever name the
 * server knows itself by: the Content-Security-Policy allows no other.
 */
export async function loadTileSource(iiifUrl: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const response = await fetch(`${iiifUrl}/info.json`, { signal });
  if (response.status === 404 || response.status === 410) throw new AddressExpired();
  if (!response.ok) throw new Error(`info.json: ${response.status}`);
  const info = (await response.json()) as Record<string, unknown>;
  return { ...info, id: iiifUrl };
}

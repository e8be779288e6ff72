import { DOCUMENT_LIMIT_BYTES } from './files.rules'

/** After so long without a further byte an upload has been lost; a lift or an underpass is shorter. */
export const UPLOAD_STALL_MS = 60_000

/**
 * What an upload has to keep up on the average once its first minute is over. Two thirds of what the oldest 3G network
 * sends (384 kbit/s upstream, 3GPP Release 99), so that whoever stands at its edge gets through.
 */
export const UPLOAD_BYTES_PER_SECOND = 32 * 1024

/** Milliseconds that `bytes` may take to arrive: the first minute, and then as long as the pace above needs. */
export const uploadMs = (bytes: number): number => UPLOAD_STALL_MS + (bytes / UPLOAD_BYTES_PER_SECOND) * 1000

/** Milliseconds after which the largest file there is has arrived or never will. */
export const LONGEST_UPLOAD_MS = uploadMs(DOCUMENT_LIMIT_BYTES)

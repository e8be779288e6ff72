import type { FileView } from '@linli/shared/files/files.schema'
import type { FileRow } from './file.model'

/** What an owner keeps of its files inside its own document: enough to present them without another look-up. */
export interface FileRef {
  readonly id: string
  readonly kind: 'image' | 'document'
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly width?: number
  readonly height?: number
}

export function refOf(row: FileRow): FileRef {
  return {
    id: row._id,
    kind: row.kind,
    name: row.name,
    mime: row.mime,
    bytes: row.bytes,
    ...(row.width && row.height ? { width: row.width, height: row.height } : {}),
  }
}

export function presentFile(
  ref: FileRef,
  signedUrl: (fileId: string, variant: 'view' | 'thumb') => string,
): FileView {
  return {
    id: ref.id,
    kind: ref.kind,
    name: ref.name,
    mime: ref.mime,
    bytes: ref.bytes,
    ...(ref.width && ref.height ? { width: ref.width, height: ref.height } : {}),
    urls: {
      view: signedUrl(ref.id, 'view'),
      ...(ref.kind === 'image' ? { thumb: signedUrl(ref.id, 'thumb') } : {}),
    },
  }
}

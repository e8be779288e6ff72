import type { FileView } from '@linli/shared/files/files.schema'
import type { FileRef } from '../../platform/files/file-ref'
import type { FileRow } from './file.model'

export type { FileRef } from '../../platform/files/file-ref'

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

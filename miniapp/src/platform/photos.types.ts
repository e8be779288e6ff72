import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'

/** A photo or document chosen on this device and not yet sent. */
export interface LocalFile {
  /** Can be shown in an image: a temporary path in WeChat, an object address in a browser. */
  readonly url: string
  readonly name: string
  /** What the transport of this client needs to send it. */
  readonly source: string | Blob
}

export interface UploadRequest {
  readonly file: LocalFile
  readonly purpose: UploadPurpose
  /** The same for every try with this file, so that a retry stores nothing twice. */
  readonly key: string
  /** 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** A running upload. */
export interface Upload {
  /** @throws ApiError when the server refuses, NetworkError when no answer came */
  readonly done: Promise<FileView>
  readonly stop: () => void
}

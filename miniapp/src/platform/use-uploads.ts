import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { useCallback, useEffect, useRef, useState } from 'react'
import { NetworkError } from './network-error'
import { pickPhotos } from './pick-photos'
import type { LocalFile, Upload } from './photos.types'
import { randomId } from './random-id'
import { startUpload } from './upload'

/** One chosen file and how far it is. */
export interface UploadItem {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly state: 'queued' | 'uploading' | 'failed' | 'done'
  /** 0 to 1. */
  readonly progress: number
  /** Once stored. */
  readonly file?: FileView | undefined
  readonly error?: unknown
}

/** WeChat allows ten at once; two leave the network to the rest of the app. */
const AT_ONCE = 2

export interface Uploads {
  readonly items: readonly UploadItem[]
  /** Ids of what is stored, in order: what a form sends. */
  readonly fileIds: readonly string[]
  readonly busy: boolean
  readonly failed: number
  /** Opens the picker and begins to send. */
  readonly choosePhotos: () => Promise<void>
  readonly add: (files: readonly LocalFile[]) => void
  readonly remove: (id: string) => void
  readonly retry: (id: string) => void
  /** Forgets everything, after the form was sent. */
  readonly clear: () => void
}

interface Held {
  readonly local: LocalFile
  readonly key: string
  upload?: Upload
}

/**
 * Photos of a form, sent while the person goes on writing. A failed one can be sent again with the same key
 * and holds nothing up: `fileIds` are those that arrived.
 */
export function useUploads(purpose: UploadPurpose, most: number, stored: readonly FileView[] = []): Uploads {
  const [items, setItems] = useState<readonly UploadItem[]>(() =>
    stored.map((file) => ({
      id: file.id,
      name: file.name,
      url: file.urls.thumb ?? file.urls.view,
      state: 'done',
      progress: 1,
      file,
    })),
  )
  const held = useRef(new Map<string, Held>())

  const change = useCallback((id: string, next: Partial<UploadItem>) => {
    setItems((before) => before.map((item) => (item.id === id ? { ...item, ...next } : item)))
  }, [])

  useEffect(() => {
    const sending = items.filter((item) => item.state === 'uploading').length
    for (const item of items.filter(({ state }) => state === 'queued').slice(0, AT_ONCE - sending)) {
      const mine = held.current.get(item.id)
      if (mine === undefined) continue
      const onProgress = (progress: number) => change(item.id, { progress })
      const upload = startUpload({ file: mine.local, purpose, key: mine.key, onProgress })
      mine.upload = upload
      change(item.id, { state: 'uploading', progress: 0 })
      upload.done.then(
        (file) => change(item.id, { state: 'done', progress: 1, file }),
        (error: unknown) => {
          if (error instanceof NetworkError && error.kind === 'stopped') return
          change(item.id, { state: 'failed', error })
        },
      )
    }
  }, [items, purpose, change])

  useEffect(() => {
    const all = held.current
    return () => {
      for (const { upload } of all.values()) upload?.stop()
    }
  }, [])

  const add = (files: readonly LocalFile[]) => {
    const fresh = files.slice(0, Math.max(0, most - items.length)).map((local) => {
      const id = randomId()
      held.current.set(id, { local, key: id })
      return { id, name: local.name, url: local.url, state: 'queued' as const, progress: 0 }
    })
    setItems((before) => [...before, ...fresh])
  }
  return {
    items,
    fileIds: items.flatMap((item) => (item.file === undefined ? [] : [item.file.id])),
    busy: items.some(({ state }) => state === 'queued' || state === 'uploading'),
    failed: items.filter(({ state }) => state === 'failed').length,
    choosePhotos: async () => add(await pickPhotos(most - items.length)),
    add,
    remove: (id) => {
      held.current.get(id)?.upload?.stop()
      held.current.delete(id)
      setItems((before) => before.filter((item) => item.id !== id))
    },
    retry: (id) => change(id, { state: 'queued', progress: 0, error: undefined }),
    clear: () => {
      for (const { upload } of held.current.values()) upload?.stop()
      held.current.clear()
      setItems([])
    },
  }
}

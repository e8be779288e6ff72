import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { useCallback, useEffect, useRef, useState } from 'react'
import { NetworkError } from './network-error'
import { dropFile, keepFile, keptFiles } from './kept-files'
import { useOnline } from './network'
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

/** Nobody refused it: it waits for the network alone. */
const wantsNetwork = ({ state, error }: UploadItem): boolean =>
  state === 'failed' && error instanceof NetworkError && error.kind === 'offline'

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
 * and holds nothing up: `fileIds` are those that arrived. With `place`, the name of the form, what has not arrived
 * outlives the app and is sent when the form is open again; what failed for want of a network goes on when it is back.
 */
export function useUploads(
  purpose: UploadPurpose,
  most: number,
  stored: readonly FileView[] = [],
  place?: string,
): Uploads {
  const online = useOnline()
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

  /** The app ended between the answer and the note of it: the same file comes back under its key, once. */
  const arrive = useCallback((id: string, file: FileView) => {
    setItems((before) =>
      before.some((item) => item.id !== id && item.file?.id === file.id)
        ? before.filter((item) => item.id !== id)
        : before.map((item) => (item.id === id ? { ...item, state: 'done', progress: 1, file } : item)),
    )
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
        (file) => {
          if (place !== undefined) void dropFile(place, item.id)
          arrive(item.id, file)
        },
        (error: unknown) => {
          if (error instanceof NetworkError && error.kind === 'stopped') return
          change(item.id, { state: 'failed', error })
        },
      )
    }
  }, [items, purpose, place, change, arrive])

  useEffect(() => {
    if (place === undefined) return undefined
    let left = false
    void keptFiles(place).then((kept) => {
      if (left) return
      setItems((before) => {
        const fresh = kept.filter(({ id }) => !before.some((item) => item.id === id))
        for (const { id, file } of fresh) held.current.set(id, { local: file, key: id })
        return [
          ...before,
          ...fresh.map(({ id, file }) => ({
            ...{ id, name: file.name, url: file.url, state: 'queued' as const, progress: 0 },
          })),
        ]
      })
    })
    return () => {
      left = true
    }
  }, [place])

  useEffect(() => {
    if (!online) return
    setItems((before) =>
      before.some(wantsNetwork)
        ? before.map((item) =>
            wantsNetwork(item) ? { ...item, state: 'queued', progress: 0, error: undefined } : item,
          )
        : before,
    )
  }, [online])

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
      if (place !== undefined) void keepFile(place, id, local)
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
      if (place !== undefined) void dropFile(place, id)
      setItems((before) => before.filter((item) => item.id !== id))
    },
    retry: (id) => change(id, { state: 'queued', progress: 0, error: undefined }),
    clear: () => {
      for (const [id, { upload }] of held.current) {
        upload?.stop()
        if (place !== undefined) void dropFile(place, id)
      }
      held.current.clear()
      setItems([])
    },
  }
}

import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import { useEffect, useRef, useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { NetworkError } from '@/platform/network-error'
import { openPage, pageUrl } from '@/platform/navigate'
import { usePageShown } from '@/platform/page-shown'
import type { LocalFile, Upload } from '@/platform/photos.types'
import { pickSheet } from '@/platform/pick-photos'
import { randomId } from '@/platform/random-id'
import { startUpload } from '@/platform/upload'
import { leavesOpen } from '@/platform/use-attempt'
import { refusalOfName } from './list-words'
import { useBeginImport } from './queries'

export const runUrl = (id: string): string => pageUrl('/packages/staff-space/import-run', { id })

/** A chosen file with the keys of its two steps: trying again stores and begins nothing twice. */
interface Chosen {
  readonly file: LocalFile
  readonly kind: ImportKind
  readonly uploadKey: string
  readonly beginKey: string
}

export interface StartImport {
  /** Name of the file that is being sent, or was not. */
  readonly name: string | undefined
  /** 0 to 1 while it is sent, undefined otherwise. */
  readonly progress: number | undefined
  readonly error: string | undefined
  readonly choose: (kind: ImportKind) => Promise<void>
  /** The same file again, after a failure. */
  readonly retry: () => void
  readonly stop: () => void
}

/** Choose a file, send it, begin the dry run, open its page. */
export function useStartImport(communityId: string | undefined): StartImport {
  const begin = useBeginImport()
  const upload = useRef<Upload>()
  const shown = usePageShown()
  const isHere = useRef(shown)
  useEffect(() => {
    isHere.current = shown
    return () => {
      isHere.current = false
    }
  }, [shown])
  const [chosen, setChosen] = useState<Chosen>()
  const [progress, setProgress] = useState<number>()
  const [error, setError] = useState<string>()

  async function send({ file, kind, uploadKey, beginKey }: Chosen): Promise<void> {
    if (communityId === undefined) return
    setError(undefined)
    setProgress(0)
    try {
      upload.current = startUpload({ file, purpose: 'import_sheet', key: uploadKey, onProgress: setProgress })
      const { id: fileId } = await upload.current.done
      const { id } = await begin.mutateAsync({ communityId, kind, fileId, idempotencyKey: beginKey })
      setChosen(undefined)
      // Who has gone elsewhere meanwhile finds it among the lists that came in, and is not called away.
      if (isHere.current) openPage(runUrl(id))
    } catch (failure) {
      // A refusal that was kept under the old key would be answered again; after a lost answer it is the same list.
      if (failure instanceof Error && !leavesOpen(failure))
        setChosen((was) => was && { ...was, beginKey: randomId() })
      if (!(failure instanceof NetworkError && failure.kind === 'stopped')) setError(sentenceOf(failure))
    } finally {
      upload.current = undefined
      setProgress(undefined)
    }
  }

  return {
    name: chosen?.file.name,
    progress,
    error,
    async choose(kind) {
      const file = await pickSheet()
      if (!file) return
      const refusal = refusalOfName(file.name)
      const next = { file, kind, uploadKey: randomId(), beginKey: randomId() }
      setChosen(refusal === undefined ? next : undefined)
      setError(refusal)
      if (refusal === undefined) await send(next)
    },
    retry: () => {
      if (chosen) void send(chosen)
    },
    stop: () => upload.current?.stop(),
  }
}

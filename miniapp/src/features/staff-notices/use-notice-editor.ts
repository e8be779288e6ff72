import { useEffect, useRef, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { randomId } from '@/platform/random-id'
import { useUploads } from '@/platform/use-uploads'
import { readStored, removeStored, writeStored } from '@/platform/storage'
import type { StaffNoticeView } from '@linli/shared/notices/notices.schema'
import { draftOf, formOf, isStorable, issuesByField, newForm, type NoticeForm } from './notice-form'
import { useSaveNotice } from './queries'

/** A pause in typing after which the draft is saved. */
const SAVE_AFTER_MS = 1_500
const MOST_ATTACHMENTS = 9

interface Start {
  readonly communityId: string
  /** The notice that is edited, or undefined for a new one. */
  readonly notice: StaffNoticeView | undefined
}

interface Unsent {
  readonly form: NoticeForm
  readonly idempotencyKey: string
}

const keyOf = ({ communityId }: Start) => `draft:notice:${communityId}`

function unsentOf(start: Start): Unsent | undefined {
  const value = readStored(keyOf(start))
  const known = typeof value === 'object' && value !== null && 'form' in value && 'idempotencyKey' in value
  return known ? (value as Unsent) : undefined
}

/**
 * The editor's state. Each change is on this device at once; a storable draft is saved on the server after a
 * pause in typing, one save at a time, with the version of the save before.
 */
export function useNoticeEditor(start: Start) {
  const [unsent] = useState(() => (start.notice === undefined ? unsentOf(start) : undefined))
  const [form, setForm] = useState<NoticeForm>(
    () => unsent?.form ?? (start.notice === undefined ? newForm(start.communityId) : formOf(start.notice)),
  )
  const [known, setKnown] = useState(start.notice)
  const [dirty, setDirty] = useState(unsent !== undefined)
  const [savedAt, setSavedAt] = useState<number>()
  const idempotencyKey = useRef(unsent?.idempotencyKey ?? randomId())
  const attachments = useUploads('notice_attachment', MOST_ATTACHMENTS, start.notice?.attachments)
  const cover = useUploads('notice_cover', 1, start.notice?.cover ? [start.notice.cover] : [])
  const save = useSaveNotice()
  const draft = draftOf(form, cover.fileIds[0] ?? null, attachments.fileIds)
  const fileKey = [...cover.fileIds, '', ...attachments.fileIds].join()
  const lastFiles = useRef(fileKey)

  const change = (part: Partial<NoticeForm>) => {
    setForm((before) => {
      const next = { ...before, ...part }
      if (known === undefined) {
        writeStored(keyOf(start), { form: next, idempotencyKey: idempotencyKey.current } satisfies Unsent)
      }
      return next
    })
    setDirty(true)
  }

  useEffect(() => {
    if (lastFiles.current === fileKey) return
    lastFiles.current = fileKey
    setDirty(true)
  }, [fileKey])

  /** Saves what is not saved yet; answers the stored notice, or undefined when that failed. */
  const flush = async (): Promise<StaffNoticeView | undefined> => {
    if (!dirty && known !== undefined) return known
    setDirty(false)
    try {
      const notice = await save.mutateAsync({
        draft,
        known: known && { id: known.id, version: known.version },
        communityId: start.communityId,
        idempotencyKey: idempotencyKey.current,
      })
      setKnown(notice)
      setSavedAt(Date.now())
      removeStored(keyOf(start))
      return notice
    } catch {
      setDirty(true)
      return undefined
    }
  }

  const latest = useRef(flush)
  latest.current = flush
  const waiting = dirty && isStorable(form) && !save.isPending && save.error === null
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => void latest.current(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [waiting, form, fileKey])

  return {
    form,
    change: (part: Partial<NoticeForm>) => {
      if (save.error !== null) save.reset()
      change(part)
    },
    known,
    adopt: setKnown,
    attachments,
    cover,
    flush,
    saving: save.isPending,
    dirty,
    savedAt,
    error: save.error,
    faults: save.error instanceof ApiError ? issuesByField(save.error.issues) : {},
  }
}

export type NoticeEditorState = ReturnType<typeof useNoticeEditor>

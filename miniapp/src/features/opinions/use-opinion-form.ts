import { useEffect, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { pageUrl, replacePage } from '@/platform/navigate'
import { randomId } from '@/platform/random-id'
import { useActor } from '@/platform/session'
import { useDraft } from '@/platform/use-draft'
import { useUploads } from '@/platform/use-uploads'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { focusField } from '@/ui/focus'
import {
  draftFaults,
  emptyDraft,
  faultsFrom,
  faultsOfStep,
  firstFaultyStep,
  stepNames,
  submissionOf,
  type DraftFaults,
} from './opinion-draft'
import { useSubmitOpinion } from './queries'

const LAST = stepNames.length - 1
const MOST_PHOTOS = 9

/** The form of three steps: draft on the device, photos beside it, one submit however often it is retried. */
export function useOpinionForm() {
  const actor = useActor()
  const draft = useDraft(`opinion:${actor?.accountId ?? ''}`, emptyDraft)
  const { value, change } = draft
  const [faults, setFaults] = useState<DraftFaults>({})
  const uploads = useUploads('opinion_photo', MOST_PHOTOS, value.photos)
  const submit = useSubmitOpinion()
  const askForMessages = useAskForMessages('opinion')

  // What has arrived belongs to the draft, so that a photo is not sent again after the page was left.
  const { items } = uploads
  const { photos } = value
  useEffect(() => {
    const arrived = items.flatMap(({ file }) => (file === undefined ? [] : [file]))
    const ids = (files: readonly { readonly id: string }[]) => files.map(({ id }) => id).join()
    if (ids(arrived) !== ids(photos)) change({ photos: arrived })
  }, [items, photos, change])

  const show = (found: DraftFaults) => {
    setFaults(found)
    const step = firstFaultyStep(found)
    if (step !== undefined) {
      change({ step })
      const first = Object.keys(faultsOfStep(found, step))[0]
      if (first !== undefined) setTimeout(() => focusField(first))
    }
    return step !== undefined
  }

  const send = () => {
    if (show(draftFaults(value))) return
    if (value.notifyMe) askForMessages()
    const idempotencyKey = value.idempotencyKey === '' ? randomId() : value.idempotencyKey
    change({ idempotencyKey })
    submit.mutate(
      { body: submissionOf(value, uploads.fileIds), idempotencyKey },
      {
        onSuccess: (opinion) => {
          draft.clear()
          uploads.clear()
          replacePage(pageUrl('/packages/opinions/receipt', { id: opinion.id }))
        },
        onError: (error) => {
          if (error instanceof ApiError) show(faultsFrom(error.issues))
        },
      },
    )
  }

  const next = () => {
    const found = faultsOfStep(draftFaults(value), value.step)
    if (show(found)) return
    if (value.step === LAST) send()
    else change({ step: value.step + 1 })
  }

  return {
    draft: value,
    saved: draft.saved,
    faults,
    uploads,
    change: (part: Partial<typeof value>) => {
      setFaults({})
      submit.reset()
      change(part)
    },
    go: (step: number) => change({ step }),
    next,
    sending: submit.isPending,
    error: submit.error,
    /** The first attempt arrived although its answer was lost, and the text was changed since. */
    alreadySent: submit.error instanceof ApiError && submit.error.code === 'idempotency_key_reused',
    startAnew: () => change({ idempotencyKey: '' }),
  }
}

import { useEffect, useState } from 'react'
import { useDraft, type Draft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'

export interface EditDraft<T> extends Draft<T> {
  /** A colleague has saved something else since it was written. */
  readonly overtaken: boolean
  /** From here on it is written over what the colleague has saved. */
  readonly keepMine: () => void
  /** It stood on this device when the form was opened. */
  readonly left: boolean
}

/**
 * {@link useDraft} over something that is stored already and that colleagues may change too: `read` is the version it was
 * written against. Where nothing was written, or just what is stored now (the answer to the own saving was lost), it
 * follows what is stored.
 * @param stored what a form without a draft begins with, as it is now
 */
export function useEditDraft<T extends { readonly read: number }>(
  key: string,
  stored: T,
  isSame: (one: T, other: T) => boolean,
): EditDraft<T> {
  const draft = useDraft<T>(key, stored)
  const { value, saved, alter, clear } = draft
  const [left] = useState(saved)
  const isOlder = value.read !== stored.read
  const follows = isOlder && (!saved || isSame(value, stored))
  useEffect(() => {
    if (follows) clear()
  }, [follows, clear])
  const { read } = stored
  return {
    ...draft,
    ...{ left, overtaken: isOlder && !follows },
    keepMine: () => alter((before) => ({ ...before, read })),
  }
}

interface EditNoteProps {
  readonly draft: Pick<EditDraft<unknown>, 'overtaken' | 'keepMine' | 'left' | 'saved'>
  /** `这个窗口`, `这份指南`. */
  readonly what: string
  /** Begins anew with what is stored. */
  readonly onDiscard: () => void
}

/** What somebody has to know about a draft: that it is one, and that a colleague has been there meanwhile. */
export function EditNote({ draft, what, onDiscard }: EditNoteProps) {
  if (draft.overtaken)
    return (
      <>
        <Banner kind="wait">
          {`同事改过${what}，您填的还在。接着改，保存时就按您填的；不要您填的，就看同事改好的`}
        </Banner>
        <Box className="desk-ways">
          <Button kind="outline" small onTap={draft.keepMine}>
            接着改我填的
          </Button>
          <Button kind="outline" small onTap={onDiscard}>
            看同事改好的
          </Button>
        </Box>
      </>
    )
  if (!draft.left || !draft.saved) return null
  return (
    <Banner kind="info" act="不要了" onAct={onDiscard}>
      上次填的还没有保存，可以接着填
    </Banner>
  )
}

import type { ReactNode } from 'react'
import { sentenceOf } from '@/platform/error-words'
import type { UploadItem, Uploads } from '@/platform/use-uploads'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import './clip-field.scss'

interface ClipFieldProps {
  readonly id: string
  readonly uploads: Pick<Uploads, 'items' | 'retry' | 'remove'>
  /** Shown while there is none: how to make one. */
  readonly offer: ReactNode
  /** `语音，12 秒` */
  readonly name: string
  readonly player: (clip: UploadItem, name: string) => ReactNode
  /** `不要这段语音` */
  readonly drop: string
  /** Who gets it, and what for. */
  readonly note: string
  /** What the form or the device says; without it, why sending failed. */
  readonly error: string | undefined
}

/** Made on this visit; what was sent before has an address that no longer opens. */
const isHere = (url: string): boolean => !url.startsWith('/')

/** One recording beside the words of an opinion: made, sent like a photo, sent again, taken away. */
export function ClipField({ id, uploads, offer, name, player, drop, note, error }: ClipFieldProps) {
  const [clip] = uploads.items
  const failed = clip?.state === 'failed' && clip.error !== undefined ? sentenceOf(clip.error) : undefined
  return (
    <Box className="clip-field">
      {clip === undefined ? (
        offer
      ) : (
        <>
          {isHere(clip.url) ? player(clip, name) : <Box as="p">{`${name}，已经传好`}</Box>}
          <Box className="clip-field__acts">
            {clip.state === 'failed' && (
              <Button kind="outline" small onTap={() => uploads.retry(clip.id)}>
                没传上，再传一次
              </Button>
            )}
            {(clip.state === 'queued' || clip.state === 'uploading') && (
              <Box as="span">{`正在上传 ${Math.round(clip.progress * 100)}%`}</Box>
            )}
            <Button kind="outline" small onTap={() => uploads.remove(clip.id)}>
              {drop}
            </Button>
          </Box>
        </>
      )}
      <Box as="p" className="clip-field__note">
        {note}
      </Box>
      <FieldError id={id}>{error ?? failed}</FieldError>
    </Box>
  )
}

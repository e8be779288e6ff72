import { VIDEO_SECONDS } from '@linli/shared/opinions/intake.limits'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pickVideo } from '@/platform/pick-video'
import type { PickedVideo } from '@/platform/pick-video.types'
import type { Uploads } from '@/platform/use-uploads'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { FilmPlayer } from '@/ui/film-player'
import './clip-field.scss'

interface FilmFieldProps {
  readonly uploads: Uploads
  readonly seconds: number
  readonly error: string | undefined
  readonly onPicked: (seconds: number) => void
}

type Refusal = Extract<NonNullable<PickedVideo>, { readonly refused: string }>['refused']

const refusalWords: Readonly<Record<Refusal, string>> = {
  'too-long': `视频最长 ${VIDEO_SECONDS} 秒，请剪短或者重新拍`,
  'too-large': '视频太大，最大 20 MB，请剪短或者重新拍',
  unreadable: '这段视频打不开，请换一段',
}

/** Chosen on this visit; what was sent before has an address that no longer opens. */
const isHere = (url: string): boolean => !url.startsWith('/')

/** 拍给社区看: half a minute at most, sent like a photo. */
export function FilmField({ uploads, seconds, error, onPicked }: FilmFieldProps) {
  const [refused, setRefused] = useState<Refusal>()
  const [film] = uploads.items
  const choose = async () => {
    setRefused(undefined)
    const picked = await pickVideo(VIDEO_SECONDS)
    if (picked === undefined) return
    if ('refused' in picked) {
      setRefused(picked.refused)
      return
    }
    onPicked(picked.seconds)
    uploads.add([picked.file])
  }
  return (
    <Box className="clip-field">
      {film === undefined ? (
        <Button kind="outline" icon="camera" onTap={() => void choose()}>
          {`拍给社区看，最长 ${VIDEO_SECONDS} 秒`}
        </Button>
      ) : (
        <>
          {isHere(film.url) ? (
            <FilmPlayer src={film.url} label={`视频，${seconds} 秒`} />
          ) : (
            <Box as="p">{`视频，${seconds} 秒，已经传好`}</Box>
          )}
          <Box className="clip-field__acts">
            {film.state === 'failed' && (
              <Button kind="outline" small onTap={() => uploads.retry(film.id)}>
                没传上，再传一次
              </Button>
            )}
            {(film.state === 'queued' || film.state === 'uploading') && (
              <Box as="span">{`正在上传 ${Math.round(film.progress * 100)}%`}</Box>
            )}
            <Button kind="outline" small onTap={() => uploads.remove(film.id)}>
              不要这段视频
            </Button>
          </Box>
        </>
      )}
      <Box as="p" className="clip-field__note">
        只有您和社区工作人员能看，不会公开。社区先看过，合适才使用。请尽量不拍到别人的脸
      </Box>
      <FieldError id="video">
        {error ??
          (refused === undefined
            ? film?.state === 'failed' && film.error !== undefined
              ? sentenceOf(film.error)
              : undefined
            : refusalWords[refused])}
      </FieldError>
    </Box>
  )
}

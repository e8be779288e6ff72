import { VIDEO_SECONDS } from '@linli/shared/opinions/intake.limits'
import { useState } from 'react'
import { pickVideo } from '@/platform/pick-video'
import type { PickedVideo } from '@/platform/pick-video.types'
import type { Uploads } from '@/platform/use-uploads'
import { Button } from '@/ui/button'
import { FilmPlayer } from '@/ui/film-player'
import { ClipField } from './clip-field'

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

/** 拍给社区看: half a minute at most, sent like a photo. */
export function FilmField({ uploads, seconds, error, onPicked }: FilmFieldProps) {
  const [refused, setRefused] = useState<Refusal>()
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
    <ClipField
      id="video"
      uploads={uploads}
      offer={
        <Button kind="outline" icon="camera" onTap={() => void choose()}>
          {`拍给社区看，最长 ${VIDEO_SECONDS} 秒`}
        </Button>
      }
      name={`视频，${seconds} 秒`}
      player={({ url }, name) => <FilmPlayer src={url} label={name} />}
      drop="不要这段视频"
      note="只有您和社区工作人员能看，不会公开。社区先看过，合适才使用。请尽量不拍到别人的脸"
      error={error ?? (refused && refusalWords[refused])}
    />
  )
}

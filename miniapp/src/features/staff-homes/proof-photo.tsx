import { useEffect, useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { privatePhoto } from '@/platform/private-photo'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { Picture } from '@/ui/picture'

/** The photo of a document: opened by a tap that is recorded, gone when the card is left. */
export function ProofPhoto({ requestId }: { readonly requestId: string }) {
  const [photo, setPhoto] = useState<{ readonly url: string; readonly forget: () => void }>()
  // Small print is read on a phone as well; the photo stays in the page, where nothing offers to save it.
  const [isLarge, setIsLarge] = useState(false)
  const [state, setState] = useState<'closed' | 'opening' | Error>('closed')
  useEffect(() => () => photo?.forget(), [photo])
  const open = () => {
    setState('opening')
    privatePhoto(`/homes/requests/${requestId}/proof`).then(setPhoto, (error: unknown) =>
      setState(error instanceof Error ? error : new Error('unknown')),
    )
  }
  if (photo !== undefined)
    return (
      <Box className="proof-photo">
        <Box className="proof-photo__frame">
          <Picture
            src={photo.url}
            alt="申请人上传的证件照片"
            whole
            className={cls('proof-photo__image', isLarge && 'proof-photo__image--large')}
          />
        </Box>
        <Box className="proof-photo__acts">
          <Button kind="plain" small onTap={() => setIsLarge(!isLarge)}>
            {isLarge ? '缩小' : '放大看'}
          </Button>
          <Button
            kind="plain"
            small
            onTap={() => {
              setPhoto(undefined)
              setIsLarge(false)
              setState('closed')
            }}
          >
            合上照片
          </Button>
        </Box>
      </Box>
    )
  return (
    <Box className="proof-photo">
      {state instanceof Error && <Banner kind="alert">{sentenceOf(state)}</Banner>}
      <Button kind="outline" icon="eye" busy={state === 'opening' && '正在打开'} onTap={open}>
        看证件照片
      </Button>
      <Box className="proof-photo__note">打开会记入操作记录，核对后照片自动删除</Box>
    </Box>
  )
}

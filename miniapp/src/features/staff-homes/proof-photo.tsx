import { useEffect, useRef, useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { privatePhoto } from '@/platform/private-photo'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'

/** The photo of a document: opened by a tap that is recorded, gone when the card is left. */
export function ProofPhoto({ requestId }: { readonly requestId: string }) {
  const [photo, setPhoto] = useState<{ readonly url: string; readonly forget: () => void }>()
  const [state, setState] = useState<'closed' | 'opening' | Error>('closed')
  const left = useRef(false)
  useEffect(() => () => photo?.forget(), [photo])
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
    }
  }, [])
  const open = () => {
    setState('opening')
    privatePhoto(`/homes/requests/${requestId}/proof`).then(
      // Who has left the card by now keeps nothing of the document on the device.
      (opened) => (left.current ? opened.forget() : setPhoto(opened)),
      (error: unknown) => setState(error instanceof Error ? error : new Error('unknown')),
    )
  }
  if (photo !== undefined)
    return (
      <Box className="proof-photo">
        <Picture src={photo.url} alt="申请人上传的证件照片" className="proof-photo__image" />
        <Button
          kind="plain"
          small
          onTap={() => {
            setPhoto(undefined)
            setState('closed')
          }}
        >
          合上照片
        </Button>
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

import { copyText } from '@/platform/clipboard'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'

/** A secret, this once: whoever closes the page has to make another. */
export function NewSecret({
  what,
  name,
  secret,
}: {
  /** 密钥, 签名密钥. */
  readonly what: string
  readonly name: string
  readonly secret: string
}) {
  const copy = async () => showToast((await copyText(secret)) ? `${what}已复制` : '没有复制成功，请手工抄下')
  return (
    <Surface padded label={`新的${what}`}>
      <Banner kind="wait">{`${what}只显示这一次，请马上交给对方。丢了就停用，再发一把`}</Banner>
      <InfoList
        sunken
        facts={[
          { name: '给谁', value: name },
          { name: what, value: secret, strong: true },
        ]}
      />
      <Button kind="outline" icon="copy" onTap={() => void copy()}>
        {`复制${what}`}
      </Button>
    </Surface>
  )
}

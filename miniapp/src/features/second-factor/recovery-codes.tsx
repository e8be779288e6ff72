import { inFours } from '@linli/shared/second-factor/second-factor.rules'
import { useState } from 'react'
import { copyText } from '@/platform/clipboard'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** The ten codes, this once: to copy, to print, to write down. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const [kept, setKept] = useState(false)
  const [refused, setRefused] = useState(false)
  const copy = async () => {
    const copied = await copyText(codes.map(inFours).join('\n'))
    setRefused(!copied)
    if (copied) showToast('已复制 10 个恢复码')
  }
  return (
    <>
      <SectionTitle title="恢复码" note="只显示这一次" />
      <Surface padded>
        <Box as="p" className="second-factor__words">
          手机丢了或换了，可以用恢复码代替动态码。每个只能用一次，请抄下来或打印出来，放在安全的地方
        </Box>
        <Box as="ol" className="second-factor__codes" label="10 个恢复码">
          {codes.map((code) => (
            <Box as="li" key={code} className="second-factor__code">
              {inFours(code)}
            </Box>
          ))}
        </Box>
        <Box className="second-factor__acts">
          <Button kind="outline" icon="copy" onTap={() => void copy()}>
            全部复制
          </Button>
          {printPage !== undefined && (
            <Button kind="outline" icon="document" onTap={printPage}>
              打印
            </Button>
          )}
        </Box>
        {refused && <Box className="second-factor__words">这里不让复制，请抄下来</Box>}
        <CheckLine id="codes-kept" title="我已经保存好恢复码" checked={kept} onChange={setKept} />
        <Button id="codes-done" disabled={!kept} onTap={onDone}>
          完成
        </Button>
      </Surface>
    </>
  )
}

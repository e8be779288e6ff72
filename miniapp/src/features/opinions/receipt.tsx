import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { copyText } from '@/platform/clipboard'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { InfoList } from '@/ui/info-list'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import './opinions.scss'

/** What arrived, under which number, and what happens next. */
export function Receipt({ opinion }: { readonly opinion: OpinionView }) {
  const copy = async () =>
    showToast((await copyText(opinion.number)) ? '编号已复制' : '没有复制成功，请记下编号')
  return (
    <>
      <Surface padded>
        <Box className="receipt-mark" hidden>
          <Icon name="check" />
        </Box>
        <Box as="h1" className="receipt-title">
          收到了
        </Box>
        <Box as="p" className="receipt-sentence">
          {opinion.deadline?.sentence ?? opinion.next}
        </Box>
        <Box as="p" className="receipt-next">
          办到哪一步，首页和“我的意见”里都能看到。打电话来问，报下面的编号就行
        </Box>
        <InfoList
          sunken
          facts={[
            { name: '编号', value: opinion.number, strong: true },
            ...(opinion.proxy === null ? [] : [{ name: '替谁提', value: opinion.proxy }]),
            { name: '类别', value: `${opinion.category.groupLabel}，${opinion.category.label}` },
            { name: '地点', value: opinion.placeLabel },
            { name: '照片', value: opinion.photos.length === 0 ? '没有' : `${opinion.photos.length} 张` },
          ]}
        />
        <Box className="opinion-acts">
          <Button to={pageUrl('/packages/opinions/detail', { id: opinion.id })}>看进展</Button>
          <Button kind="outline" icon="copy" onTap={() => void copy()}>
            复制编号
          </Button>
          <Button kind="plain" to="/pages/home">
            回首页
          </Button>
        </Box>
      </Surface>
    </>
  )
}

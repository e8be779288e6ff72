import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { cls } from '@/ui/class-names'
import type { NoticeCheck } from './notice-checks'

const icons = { fine: 'check', warn: 'warning', stop: 'close' } as const
const spoken = { fine: '', warn: '请留意：', stop: '要改：' } as const

/** 发布前检查: what was looked at and found. */
export function CheckPart({ checks }: { readonly checks: readonly NoticeCheck[] }) {
  return (
    <>
      <SectionTitle title="发布前检查" />
      <Surface padded>
        {checks.map(({ key, state, text }) => (
          <Box
            key={key}
            className={cls('check-line', `check-line--${state}`)}
            label={`${spoken[state]}${text}`}
          >
            <Icon name={icons[state]} size="xs" />
            <Box as="span">{text}</Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}

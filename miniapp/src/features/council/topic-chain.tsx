import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import './council.scss'

export const chainSteps = ['意见', '议题', '协商', '表决', '决议', '落实'] as const
export type ChainStep = (typeof chainSteps)[number]

/** Where on the way from an opinion to a deed something stands. */
export function TopicChain({ at, isOver = false }: { readonly at: ChainStep; readonly isOver?: boolean }) {
  const now = chainSteps.indexOf(at)
  return (
    <Box
      role="img"
      label={`走到第 ${now + 1} 步${at}，共 6 步${isOver ? '，到这里结束了' : ''}`}
      className="chain"
    >
      {chainSteps.map((step, index) => (
        <Box
          as="span"
          hidden
          key={step}
          className={cls(
            'chain__step',
            index < now && 'chain__step--done',
            index === now && 'chain__step--now',
          )}
        >
          {step}
        </Box>
      ))}
    </Box>
  )
}

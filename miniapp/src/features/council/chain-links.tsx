import type { ChainLinkView } from '@linli/shared/council/chain.schema'
import { momentText } from '@linli/shared/time'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import './council.scss'

const stateWords: Readonly<Record<ChainLinkView['state'], string>> = {
  done: '已完成',
  now: '正在进行',
  next: '还没到',
  left_out: '没有经过',
}

/** Every step with its state in words, its date, and what is there or missing. */
export function ChainLinks({ links }: { readonly links: readonly ChainLinkView[] }) {
  return (
    <Box as="ol" className="chain-links">
      {links.map(({ key, title, state, at, text }) => (
        <Box as="li" key={key} className={cls('chain-links__one', `chain-links__one--${state}`)}>
          <Box className="chain-links__head">
            <Box className="chain-links__title">{title}</Box>
            <Box className="chain-links__state">
              {at === null
                ? stateWords[state]
                : `${stateWords[state]}，${momentText(new Date(at), new Date())}`}
            </Box>
          </Box>
          <Box className="chain-links__text">{text}</Box>
        </Box>
      ))}
    </Box>
  )
}

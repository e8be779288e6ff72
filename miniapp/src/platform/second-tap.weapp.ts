/** WeChat moves its pages over each other itself; a sheet keeps its own first moment (`sheet__shield`). */
export function noteNewScreen(): void {}
/** On the way to the server and back a double tap is over before the other act is drawn. */
export function noteNewAct(): void {}
/** WeChat delivers a tap to the page it was made on. */
export function followTaps(): void {}

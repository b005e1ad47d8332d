/** Words that say how a question is put, not what it is about. Rare ones would outweigh the subject. */
const RUSSIAN = `а без бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее если есть еще же за здесь и
из или им их к как какая какие каким каких какими какого какой какова каков каково каковы каком какому какую ко когда кого кому которая
которого которое которой котором которую которые который которых кто куда ли либо мне может можно на над надо нас не него нее нет ни них
но о об однако он она они оно от откуда очень по под почему при про с сам свое своего своей свои своих свой себя сколько со так также
такие такой там те тем то того тоже той только том тому тот у уже чего чей чем через что чтобы чье чьей чья эта эти этих это этого этой
этом этот эту зачем кем
назови назовите укажи укажите опиши опишите перечисли перечислите расскажи расскажите покажи покажите найди найдите скажи скажите
называется называются является являются один одна одно одну одной одного одном находится находятся`;
const ENGLISH = `a an and are as at be been but by can could did do does for from had has have how i if in into is it its may no not of on
or that the their them then there these they this to was we were what when where which who whom whose why will with would you your`;

const STOP_WORDS: ReadonlySet<string> = new Set(`${RUSSIAN} ${ENGLISH}`.split(/\s+/));

/** Takes a folded word. */
export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);

/** For whoever gets a package and does not know what it is. */
export const readme = `Выгрузка AIZoomDoc
==================

answer.* или chat.*  текст: вопросы, ответы, источники
pictures/            картинки, которые видела модель
messages.json        сообщения дословно, с цитатами и проверками
manifest.json        манифест: SHA-256 каждого файла и каждого доказательства

Проверить, что ничего не изменено (сеть не нужна):

    aizoomdoc export verify ФАЙЛ.zip

Убедиться, что документы у вас на диске — те самые, на которые ссылается ответ:

    aizoomdoc export verify ФАЙЛ.zip --with документ.pdf

Без программы: «sha256sum имя-файла» должна дать число из manifest.json.
`;

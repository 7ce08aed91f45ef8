"""Big XML files read piece by piece with expat: no tree, no entities, no document type, no network."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from payouts.bankfiles.layout import FileRefused

BLOCK = 1 << 18
DEEPEST = 30
LONGEST_TEXT = 4_000
MOST_FIELDS = 400
ISO = "urn:iso:std:iso:20022:tech:xsd:"


class Piece(dict[str, str]):
    """One element of interest: text by path below it (`StsRsnInf/Rsn/Cd`); attributes by `path@name`. The first one counts.

    `above` is the piece that it stands in, as far as that was read by then; `line` is where it ends in the file.
    """

    def __init__(self, name: str, above: "Piece | None", depth: int) -> None:
        super().__init__()
        self.name = name
        self.above = above
        self.depth = depth
        self.line = 0
        self.children = 0
        self.sum = 0


class Pieces:
    """Iterate to get every element named in `wanted`, as it closes; raises FileRefused for what is not sound XML."""

    def __init__(self, file: BinaryIO, wanted: frozenset[str]) -> None:
        self._file = file
        self._wanted = wanted
        self._path: list[str] = []
        self._open: list[Piece] = []
        self._text: list[str] = []
        self._size = 0
        self._closed: list[Piece] = []
        self._prefix = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def __iter__(self) -> Iterator[Piece]:
        parser, closed = self._parser, self._closed
        try:
            while block := self._file.read(BLOCK):
                parser.Parse(block, False)
                yield from closed
                closed.clear()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FileRefused("xml", f"line {error.lineno}", says=expat.ErrorString(error.code)) from None
        except (ValueError, LookupError):  # an encoding that expat does not know
            raise FileRefused("encoding", "line 1") from None
        yield from closed

    def _where(self) -> str:
        return f"line {self._parser.CurrentLineNumber}"

    def _doctype(self, *_declared: object) -> None:
        raise FileRefused("doctype", self._where())

    def _instruction(self, *_said: object) -> None:
        raise FileRefused("processing_instruction", self._where())

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        if not self._path:
            self._prefix = full.rpartition(" ")[0] + " "
        if not full.startswith(self._prefix):
            raise FileRefused("namespace", self._where())
        name = full[len(self._prefix) :]
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise FileRefused("too_deep", self._where())
        if name in self._wanted:
            self._open.append(Piece(name, self._open[-1] if self._open else None, len(self._path)))
        elif attributes and self._open:
            piece = self._open[-1]
            path = "/".join(self._path[piece.depth :])
            for attribute, value in attributes.items():
                piece.setdefault(f"{path}@{attribute}", value)
        self._text.clear()
        self._size = 0

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size > LONGEST_TEXT:
            raise FileRefused("text_too_long", self._where())
        self._text.append(text)

    def _end(self, _full: str) -> None:
        path, pieces = self._path, self._open
        if pieces:
            piece = pieces[-1]
            if piece.depth == len(path):
                piece.line = self._parser.CurrentLineNumber
                self._closed.append(pieces.pop())
            elif self._text:
                text = "".join(self._text).strip()
                if text:
                    if len(piece) > MOST_FIELDS:
                        raise FileRefused("too_many_fields", self._where())
                    piece.setdefault("/".join(path[piece.depth :]), text)
        self._text.clear()
        self._size = 0
        path.pop()

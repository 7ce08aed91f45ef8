"""What the labour market of a station keeps."""

from jobs.models.occupation import Occupation
from jobs.models.piece import PieceDeposit, PieceOrder, PieceWorker
from jobs.models.piece_day import PieceDispute, PieceLine, PiecePay, PieceSettlement
from jobs.models.vacancy import Vacancy

__all__ = [
    "Occupation",
    "PieceDeposit",
    "PieceDispute",
    "PieceLine",
    "PieceOrder",
    "PiecePay",
    "PieceSettlement",
    "PieceWorker",
    "Vacancy",
]

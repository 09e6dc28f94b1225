"""a brand's typeface, tone and cover"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '5d1c0e7a9b34'
down_revision: str | None = '7474065b7582'
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('brand', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cover', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('typeface', sa.String(), server_default='inter', nullable=False))
        batch_op.add_column(sa.Column('tone', sa.String(), server_default='plain', nullable=False))
        batch_op.create_check_constraint('known_tone', "tone IN ('plain', 'warm', 'formal')")


def downgrade() -> None:
    with op.batch_alter_table('brand', schema=None) as batch_op:
        batch_op.drop_constraint('known_tone', type_='check')
        batch_op.drop_column('tone')
        batch_op.drop_column('typeface')
        batch_op.drop_column('cover')

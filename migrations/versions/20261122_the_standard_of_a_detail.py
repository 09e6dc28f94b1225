"""a reference photo may be the standard of a detail"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = 'e81f3ac05d27'
down_revision: str | None = 'c2f94b8d6a10'
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('reference_photo', schema=None) as batch_op:
        batch_op.add_column(sa.Column('question', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('reference_photo', schema=None) as batch_op:
        batch_op.drop_column('question')

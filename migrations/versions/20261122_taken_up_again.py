"""an approved visit may be taken up again"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = 'c2f94b8d6a10'
down_revision: str | None = '5d1c0e7a9b34'
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reopened_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('reopened_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('reopened_reason', sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_visit_reopened_by_person'), 'person', ['reopened_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_visit_reopened_by_person'), type_='foreignkey')
        batch_op.drop_column('reopened_reason')
        batch_op.drop_column('reopened_by')
        batch_op.drop_column('reopened_at')

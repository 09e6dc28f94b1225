"""the field"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = 'aa32714b908e'
down_revision: str | None = '96795fc84a54'
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('receipt_reading',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('found', sa.JSON(), nullable=False),
    sa.Column('masks', sa.JSON(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'read', 'unreadable')", name=op.f('ck_receipt_reading_known_state')),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_receipt_reading'))
    )
    op.create_table('reference_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('scenario_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('caption', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_reference_photo_scenario_id_scenario')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reference_photo'))
    )
    with op.batch_alter_table('reference_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reference_photo_scenario_id'), ['scenario_id'], unique=False)

    op.create_table('kept_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('shopper_id', sa.Uuid(), nullable=False),
    sa.Column('assignment_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('supersedes_id', sa.Uuid(), nullable=True),
    sa.Column('begun_at', sa.DateTime(), nullable=False),
    sa.Column('heard_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('reminded_at', sa.DateTime(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_kept_draft_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['shopper_id'], ['person.id'], name=op.f('fk_kept_draft_shopper_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_draft'))
    )
    with op.batch_alter_table('kept_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_draft_assignment_id'), ['assignment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_kept_draft_heard_at'), ['heard_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_kept_draft_shopper_id'), ['shopper_id'], unique=False)

    op.create_table('kept_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('device', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('replaced_in', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['kept_draft.id'], name=op.f('fk_kept_answer_draft_id_kept_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_answer')),
    sa.UniqueConstraint('draft_id', 'question', 'device', 'seq', name=op.f('uq_kept_answer_draft_id_question_device_seq'))
    )
    with op.batch_alter_table('kept_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_answer_draft_id'), ['draft_id'], unique=False)

    op.create_table('kept_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('pid', sa.Uuid(), nullable=False),
    sa.Column('device', sa.Uuid(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('removed_in', sa.Integer(), nullable=True),
    sa.CheckConstraint('removed_in IS NULL OR removed_in >= revision', name=op.f('ck_kept_photo_removed_after')),
    sa.ForeignKeyConstraint(['draft_id'], ['kept_draft.id'], name=op.f('fk_kept_photo_draft_id_kept_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_photo')),
    sa.UniqueConstraint('draft_id', 'pid', name=op.f('uq_kept_photo_draft_id_pid'))
    )
    with op.batch_alter_table('kept_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_photo_draft_id'), ['draft_id'], unique=False)

    op.create_table('kept_stamp',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('device', sa.Uuid(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['kept_draft.id'], name=op.f('fk_kept_stamp_draft_id_kept_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_stamp')),
    sa.UniqueConstraint('draft_id', 'device', 'n', name=op.f('uq_kept_stamp_draft_id_device_n'))
    )
    with op.batch_alter_table('kept_stamp', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_stamp_draft_id'), ['draft_id'], unique=False)

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('certified_at', sa.DateTime(), nullable=True))

    with op.batch_alter_table('photo', schema=None) as batch_op:
        batch_op.add_column(sa.Column('masks', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('masked_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('masked_by', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_photo_masked_by_person'), 'person', ['masked_by'], ['id'])

    with op.batch_alter_table('receipt_greeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('store_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_receipt_greeting_store_id'), ['store_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_receipt_greeting_store_id_store'), 'store', ['store_id'], ['id'])

    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.add_column(sa.Column('purchase', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('forbidden', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('certification', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('return_about', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('reply', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('stamps', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('fee', sa.Numeric(precision=8, scale=2), nullable=True))
        batch_op.add_column(sa.Column('reimbursement', sa.Numeric(precision=8, scale=2), nullable=True))
        batch_op.add_column(sa.Column('paid_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('paid_by', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_visit_paid_by_person'), 'person', ['paid_by'], ['id'])

    # Rows that stand get the empty value; new ones say theirs.
    with op.batch_alter_table('photo', schema=None) as batch_op:
        batch_op.alter_column('masks', server_default=None)
    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.alter_column('purchase', server_default=None)
        batch_op.alter_column('forbidden', server_default=None)
        batch_op.alter_column('certification', server_default=None)
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.alter_column('stamps', server_default=None)
        batch_op.create_check_constraint(batch_op.f('ck_visit_paid_has_who'), "(paid_on IS NULL) = (paid_by IS NULL)")
        batch_op.create_check_constraint(
            batch_op.f('ck_visit_paid_when_approved'), "paid_on IS NULL OR state = 'approved'"
        )


def downgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_visit_paid_when_approved'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_visit_paid_has_who'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_visit_paid_by_person'), type_='foreignkey')
        batch_op.drop_column('paid_by')
        batch_op.drop_column('paid_on')
        batch_op.drop_column('reimbursement')
        batch_op.drop_column('fee')
        batch_op.drop_column('stamps')
        batch_op.drop_column('reply')
        batch_op.drop_column('return_about')

    with op.batch_alter_table('scenario', schema=None) as batch_op:
        batch_op.drop_column('certification')
        batch_op.drop_column('forbidden')
        batch_op.drop_column('purchase')

    with op.batch_alter_table('receipt_greeting', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_receipt_greeting_store_id_store'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_receipt_greeting_store_id'))
        batch_op.drop_column('store_id')

    with op.batch_alter_table('photo', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_photo_masked_by_person'), type_='foreignkey')
        batch_op.drop_column('masked_by')
        batch_op.drop_column('masked_at')
        batch_op.drop_column('masks')

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_column('certified_at')

    with op.batch_alter_table('kept_stamp', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_stamp_draft_id'))

    op.drop_table('kept_stamp')
    with op.batch_alter_table('kept_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_photo_draft_id'))

    op.drop_table('kept_photo')
    with op.batch_alter_table('kept_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_answer_draft_id'))

    op.drop_table('kept_answer')
    with op.batch_alter_table('kept_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_draft_shopper_id'))
        batch_op.drop_index(batch_op.f('ix_kept_draft_heard_at'))
        batch_op.drop_index(batch_op.f('ix_kept_draft_assignment_id'))

    op.drop_table('kept_draft')
    with op.batch_alter_table('reference_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reference_photo_scenario_id'))

    op.drop_table('reference_photo')
    op.drop_table('receipt_reading')

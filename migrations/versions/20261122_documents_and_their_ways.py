"""documents and their ways"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = '7474065b7582'
down_revision: str | None = 'b504764c5f00'
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('delivery_hours',
    sa.Column('chain_id', sa.Uuid(), nullable=False),
    sa.Column('opens', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Integer(), nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.CheckConstraint('0 <= opens AND opens < closes AND closes <= 1440', name=op.f('ck_delivery_hours_opens_before_it_closes')),
    sa.ForeignKeyConstraint(['chain_id'], ['chain.id'], name=op.f('fk_delivery_hours_chain_id_chain')),
    sa.PrimaryKeyConstraint('chain_id', name=op.f('pk_delivery_hours'))
    )
    op.create_table('chain_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('chain_id', sa.Uuid(), nullable=False),
    sa.Column('wave_id', sa.Uuid(), nullable=True),
    sa.Column('store_id', sa.Uuid(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.Column('issued_by', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(kind = 'store_year') = (store_id IS NOT NULL)", name=op.f('ck_chain_report_store_of_a_year')),
    sa.CheckConstraint("(kind = 'wave_report') = (wave_id IS NOT NULL)", name=op.f('ck_chain_report_wave_of_a_wave_report')),
    sa.CheckConstraint("kind IN ('wave_report', 'store_year')", name=op.f('ck_chain_report_known_kind')),
    sa.ForeignKeyConstraint(['chain_id'], ['chain.id'], name=op.f('fk_chain_report_chain_id_chain')),
    sa.ForeignKeyConstraint(['issued_by'], ['person.id'], name=op.f('fk_chain_report_issued_by_person')),
    sa.ForeignKeyConstraint(['store_id'], ['store.id'], name=op.f('fk_chain_report_store_id_store')),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_chain_report_wave_id_wave')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chain_report')),
    sa.UniqueConstraint('wave_id', 'edition', name=op.f('uq_chain_report_wave_id_edition'))
    )
    with op.batch_alter_table('chain_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chain_report_chain_id'), ['chain_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_chain_report_store_id'), ['store_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_chain_report_wave_id'), ['wave_id'], unique=False)

    op.create_table('delivery_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('chain_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('store_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('score_below', sa.Integer(), nullable=True),
    sa.Column('form', sa.String(), nullable=False),
    sa.Column('wants_huddle', sa.Boolean(), nullable=False),
    sa.CheckConstraint("form IN ('pdf', 'link', 'none')", name=op.f('ck_delivery_rule_known_form')),
    sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name=op.f('ck_delivery_rule_known_language')),
    sa.CheckConstraint("role IN ('hq', 'store_manager')", name=op.f('ck_delivery_rule_known_role')),
    sa.ForeignKeyConstraint(['chain_id'], ['chain.id'], name=op.f('fk_delivery_rule_chain_id_chain')),
    sa.ForeignKeyConstraint(['store_id'], ['store.id'], name=op.f('fk_delivery_rule_store_id_store')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_rule'))
    )
    with op.batch_alter_table('delivery_rule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_rule_chain_id'), ['chain_id'], unique=False)

    op.create_table('store_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('said_by', sa.Uuid(), nullable=False),
    sa.Column('said_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_store_reply_report_id_report')),
    sa.ForeignKeyConstraint(['said_by'], ['person.id'], name=op.f('fk_store_reply_said_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_store_reply')),
    sa.UniqueConstraint('report_id', name=op.f('uq_store_reply_report_id'))
    )
    op.create_table('report_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('print_id', sa.Uuid(), nullable=False),
    sa.Column('delivery_id', sa.Uuid(), nullable=True),
    sa.Column('token_sha256', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_report_link_delivery_id_delivery')),
    sa.ForeignKeyConstraint(['print_id'], ['print.id'], name=op.f('fk_report_link_print_id_print')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['person.id'], name=op.f('fk_report_link_withdrawn_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_link')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_report_link_token_sha256'))
    )
    with op.batch_alter_table('report_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_link_delivery_id'), ['delivery_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_link_print_id'), ['print_id'], unique=False)

    with op.batch_alter_table('action_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('question', sa.String(), nullable=True))

    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('form', sa.String(), server_default='pdf', nullable=False))
        batch_op.drop_constraint('known_state', type_='check')
        batch_op.drop_constraint('sent_has_time', type_='check')
        batch_op.create_check_constraint('known_state', "state IN ('queued', 'sent', 'failed', 'bounced')")
        batch_op.create_check_constraint('sent_has_time', "(state IN ('sent', 'bounced')) = (sent_at IS NOT NULL)")
        batch_op.create_check_constraint('known_form', "form IN ('pdf', 'link')")

    with op.batch_alter_table('print', schema=None) as batch_op:
        batch_op.add_column(sa.Column('chain_report_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('document', sa.String(), server_default='store_report', nullable=False))
        batch_op.alter_column('report_id',
               existing_type=sa.CHAR(length=32),
               nullable=True)
        batch_op.drop_constraint(batch_op.f('uq_print_report_id_audience_language'), type_='unique')
        batch_op.create_index(batch_op.f('ix_print_chain_report_id'), ['chain_report_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_print_chain_report_id_document_audience_language'), ['chain_report_id', 'document', 'audience', 'language'])
        batch_op.create_unique_constraint(batch_op.f('uq_print_report_id_document_audience_language'), ['report_id', 'document', 'audience', 'language'])
        batch_op.create_foreign_key(batch_op.f('fk_print_chain_report_id_chain_report'), 'chain_report', ['chain_report_id'], ['id'])
        batch_op.create_check_constraint(
            'known_document', "document IN ('store_report', 'huddle', 'wave_report', 'store_year')")
        batch_op.create_check_constraint('of_one_report', "(report_id IS NULL) <> (chain_report_id IS NULL)")



def downgrade() -> None:
    # What the older tables cannot hold goes: a print is made again from its report.
    op.execute("DELETE FROM report_link")
    op.execute("DELETE FROM print WHERE report_id IS NULL OR document <> 'store_report'")
    op.execute("UPDATE delivery SET state = 'sent' WHERE state = 'bounced'")
    with op.batch_alter_table('print', schema=None) as batch_op:
        batch_op.drop_constraint('of_one_report', type_='check')
        batch_op.drop_constraint('known_document', type_='check')
        batch_op.drop_constraint(batch_op.f('fk_print_chain_report_id_chain_report'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_print_report_id_document_audience_language'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_print_chain_report_id_document_audience_language'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_print_chain_report_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_print_report_id_audience_language'), ['report_id', 'audience', 'language'])
        batch_op.alter_column('report_id',
               existing_type=sa.CHAR(length=32),
               nullable=False)
        batch_op.drop_column('document')
        batch_op.drop_column('chain_report_id')

    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_constraint('known_form', type_='check')
        batch_op.drop_constraint('sent_has_time', type_='check')
        batch_op.drop_constraint('known_state', type_='check')
        batch_op.create_check_constraint('known_state', "state IN ('queued', 'sent', 'failed')")
        batch_op.create_check_constraint('sent_has_time', "(state = 'sent') = (sent_at IS NOT NULL)")
        batch_op.drop_column('form')

    with op.batch_alter_table('action_point', schema=None) as batch_op:
        batch_op.drop_column('question')

    with op.batch_alter_table('report_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_link_print_id'))
        batch_op.drop_index(batch_op.f('ix_report_link_delivery_id'))

    op.drop_table('report_link')
    op.drop_table('store_reply')
    with op.batch_alter_table('delivery_rule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_delivery_rule_chain_id'))

    op.drop_table('delivery_rule')
    with op.batch_alter_table('chain_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chain_report_wave_id'))
        batch_op.drop_index(batch_op.f('ix_chain_report_store_id'))
        batch_op.drop_index(batch_op.f('ix_chain_report_chain_id'))

    op.drop_table('chain_report')
    op.drop_table('delivery_hours')

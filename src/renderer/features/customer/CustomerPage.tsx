import { Link, useParams } from 'wouter';
import { EmptyState } from '../../components/EmptyState';
import { Customer } from './Customer';

/** A customer's own page: #/customers/:id. */
export default function CustomerPage() {
  const { id } = useParams<{ id: string }>();
  const customerId = Number(id);
  if (!Number.isSafeInteger(customerId) || customerId < 1) {
    return (
      <EmptyState title="There is no such customer">
        <h1 className="db-hidden">Customer</h1>
        <Link href="/customers">All customers</Link>
      </EmptyState>
    );
  }
  return (
    <Customer customerId={customerId} level={1} key={customerId} back={<Link href="/customers">‹ Customers</Link>} />
  );
}
